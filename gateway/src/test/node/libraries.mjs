// Signs and verifies with the providers' own libraries: one JSON request a line in, one JSON answer a line out.
import '@shopify/shopify-api/adapters/node';
import {createInterface} from 'node:readline';
import {sign as signGithub, verify as verifyGithub} from '@octokit/webhooks-methods';
import {ApiVersion, shopifyApi} from '@shopify/shopify-api';
import {createSHA256HMAC} from '@shopify/shopify-api/runtime';
import {Webhook} from 'standardwebhooks';
import Stripe from 'stripe';
import twilio from 'twilio/lib/webhooks/webhooks.js';

function shopify(secret) {
  return shopifyApi({
    apiKey: 'key',
    apiSecretKey: secret,
    hostName: 'example.com',
    apiVersion: Object.values(ApiVersion)[0],
    isEmbeddedApp: false,
    logger: {log: () => {}},
  });
}

const operations = {
  'github.sign': ({secret, body}) => signGithub(secret, body),
  'github.verify': ({secret, body, signature}) => verifyGithub(secret, body, signature),
  'shopify.sign': ({secret, body}) => createSHA256HMAC(secret, body),
  'shopify.verify': async ({secret, body, headers}) => {
    const request = {method: 'POST', url: '/in/key', headers};
    return (await shopify(secret).webhooks.validate({rawBody: body, rawRequest: request})).valid;
  },
  'stripe.sign': ({secret, body, timestamp}) =>
    new Stripe('sk_test_unused').webhooks.generateTestHeaderString({payload: body, secret, timestamp}),
  'twilio.sign': ({secret, url, parameters}) => twilio.getExpectedTwilioSignature(secret, url, parameters),
  'standard-webhooks.sign': ({secret, body, id, timestamp}) =>
    new Webhook(secret).sign(id, new Date(timestamp * 1000), body),
  'standard-webhooks.verify': ({secret, body, headers}) => {
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch {
      return false;
    }
  },
};

for await (const line of createInterface({input: process.stdin})) {
  const {operation, ...input} = JSON.parse(line);
  console.log(JSON.stringify({result: await operations[operation](input)}));
}
