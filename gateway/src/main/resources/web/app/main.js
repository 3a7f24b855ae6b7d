import htmx from 'htmx.org';

window.htmx = htmx;

/** Times are written in UTC by the server, and shown in the time zone of whoever looks at them. */
function localise(root) {
  const language = document.documentElement.lang;
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  for (const time of root.querySelectorAll('time[datetime]:not([data-countdown])')) {
    time.textContent = exact.format(new Date(time.dateTime));
    time.title = time.dateTime;
  }
}

function remaining(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function countDown() {
  for (const time of document.querySelectorAll('time[data-countdown]')) {
    time.textContent = remaining(new Date(time.dateTime) - Date.now());
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent.trim();
  await navigator.clipboard.writeText(text);
  const label = button.querySelector('[data-label]');
  const before = label.textContent;
  label.textContent = button.dataset.done;
  setTimeout(() => { label.textContent = before; }, 2000);
}

/** Puts a value at a path of the pattern, beside the values that are there; what is no JSON yet is left alone. */
function add(button) {
  const editor = document.getElementById(button.dataset.into);
  let pattern;
  try {
    pattern = JSON.parse(editor.value.trim() || '{}');
  } catch {
    return;
  }
  const path = JSON.parse(button.dataset.path);
  const last = path.pop();
  const place = path.reduce((node, step) => (node[step] ??= {}), pattern);
  const value = JSON.parse(button.dataset.value);
  const before = Array.isArray(place[last]) ? place[last] : [];
  place[last] = before.includes(value) ? before : [...before, value];
  editor.value = JSON.stringify(pattern, null, 2);
  editor.focus();
  editor.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The word that is being typed in an editor. */
function wordAt(editor) {
  return editor.value.slice(0, editor.selectionStart).match(/[\w.:/-]*$/)[0];
}

/** Leaves only the suggestions that go with the word that is being typed. */
function suggest(editor) {
  const word = wordAt(editor).toLowerCase();
  const buttons = [...document.querySelectorAll(`button[data-into="${editor.id}"]`)];
  const fitting = buttons.filter((button) => button.textContent.toLowerCase().includes(word));
  for (const button of buttons) {
    button.hidden = fitting.length > 0 && !fitting.includes(button);
  }
}

/** Completes the word that is being typed by the first suggestion that begins so. */
function complete(editor) {
  const word = wordAt(editor);
  if (word.length < 2) {
    return false;
  }
  const button = [...document.querySelectorAll(`button[data-into="${editor.id}"]`)]
    .find((candidate) => candidate.textContent.startsWith(word) && candidate.textContent !== word);
  if (button === undefined) {
    return false;
  }
  editor.setRangeText(button.textContent.slice(word.length), editor.selectionStart, editor.selectionEnd, 'end');
  editor.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

document.addEventListener('input', (event) => {
  if (event.target.dataset.editor !== undefined) {
    suggest(event.target);
  }
});
/** Control and space complete a word; the tab key goes on to the next field, as everywhere. */
document.addEventListener('keydown', (event) => {
  if (event.target.dataset?.editor !== undefined && event.ctrlKey && event.code === 'Space' && complete(event.target)) {
    event.preventDefault();
  }
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button === null) {
    return;
  }
  if (button.dataset.copy !== undefined) {
    copy(button);
  } else if (button.dataset.into !== undefined) {
    add(button);
  }
});

/** A session that has ended while a page was open: signing in again brings the same page back. */
document.addEventListener('htmx:responseError', (event) => {
  if (event.detail.xhr.status === 401 || event.detail.xhr.status === 499) {
    window.location.reload();
  }
});
document.addEventListener('htmx:configRequest', (event) => {
  event.detail.headers['X-Requested-With'] = 'JavaScript';
});
/** Shows what belongs to a box only while the box is ticked; without a script it is always there. */
function reveal() {
  for (const part of document.querySelectorAll('[data-shown-by]')) {
    part.hidden = !document.getElementById(part.dataset.shownBy).checked;
  }
}
document.addEventListener('change', reveal);
document.addEventListener('htmx:load', (event) => {
  localise(event.detail.elt);
  countDown();
});
document.addEventListener('DOMContentLoaded', () => {
  localise(document);
  reveal();
  // On a phone the navigation is one row, of which the present section may be out of sight.
  document.querySelector('.nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  countDown();
  setInterval(countDown, 1000);
});
