package io.hookgate.adapter.generic.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookgate.adapter.RejectionCause;
import io.hookgate.model.EventJson;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML bodies as JSON. A document type declaration is refused, so there are no entities to expand or to fetch.
 *
 * <p>An element is a member with its local name; several of one name in one parent become an array. An element with
 * nothing but text is a string, an empty one the empty string, one with {@code xsi:nil="true"} null; any other is an
 * object. An attribute is a member {@code @name} (local name, declarations of namespaces left out), and text beside
 * attributes or elements is the member {@code #text}, without the white space around it. The document is an object with
 * one member, the root element.
 */
final class XmlBody {
    private XmlBody() {}

    /** Reads a document. */
    static JsonNode parse(String document) throws UnacceptableRequestException {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(document));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new UnacceptableRequestException(
                    RejectionCause.UNPARSABLE_BODY,
                    "The body is not well-formed XML"
                            + (e.getLocation() == null
                                    ? ""
                                    : ", line " + e.getLocation().getLineNumber() + " column "
                                            + e.getLocation().getColumnNumber()));
        }
    }

    private static JsonNode read(XMLStreamReader reader) throws XMLStreamException, UnacceptableRequestException {
        Deque<Element> open = new ArrayDeque<>();
        Element document = new Element("");
        open.push(document);
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= EventJson.MAX_DATA_DEPTH) {
                        throw refused("The body has more than " + EventJson.MAX_DATA_DEPTH + " levels of elements");
                    }
                    open.push(start(reader));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element ended = open.pop();
                    open.element().add(ended.name, ended.value());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.element()
                            .text
                            .append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw refused("The body has a document type declaration, which is not taken");
                default -> {}
            }
        }
        return document.members;
    }

    private static Element start(XMLStreamReader reader) {
        Element element = new Element(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            String value = reader.getAttributeValue(i);
            if (name.equals("nil")
                    && XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(reader.getAttributeNamespace(i))) {
                element.isNil = value.equals("true") || value.equals("1");
            } else {
                element.members.put('@' + name, value);
            }
        }
        return element;
    }

    private static UnacceptableRequestException refused(String detail) {
        return new UnacceptableRequestException(RejectionCause.UNPARSABLE_BODY, detail);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /** An element that has not ended yet. */
    private static final class Element {
        private final String name;
        private final ObjectNode members = JsonNodeFactory.instance.objectNode();
        private final StringBuilder text = new StringBuilder(0);
        private boolean isNil;

        Element(String name) {
            this.name = name;
        }

        void add(String child, JsonNode value) {
            JsonNode present = members.get(child);
            if (present == null) {
                members.set(child, value);
            } else if (present instanceof ArrayNode array) {
                array.add(value);
            } else {
                members.putArray(child).add(present).add(value);
            }
        }

        JsonNode value() {
            if (isNil) {
                return NullNode.getInstance();
            }
            if (members.isEmpty()) {
                return TextNode.valueOf(text.toString());
            }
            String mixed = text.toString().strip();
            if (!mixed.isEmpty()) {
                members.put("#text", mixed);
            }
            return members;
        }
    }
}
