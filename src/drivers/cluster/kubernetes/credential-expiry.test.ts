import { expect, test } from 'vitest';
import { selfSignedCertificate } from '../../../sandbox/kubernetes/api/certificate.ts';
import { credentialExpiry } from './credential-expiry.ts';

const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const made = Date.parse('2026-01-01T00:00:00Z');
const { certificate } = { certificate: selfSignedCertificate('kubernetes', made) };
const pem = JSON.stringify(certificate)
  .match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/)?.[0]
  ?.replaceAll('\\n', '\n');

test.each([
  ['a token that ends', { token: token({ exp: 1_800_000_000 }) }, {}, { what: 'token', at: 1_800_000_000_000 }],
  ['a token without an end', { token: token({ sub: 'me' }) }, {}, undefined],
  ['a token of another kind', { token: 'abc' }, {}, undefined],
  ['three parts of nonsense', { token: 'a.b.c' }, {}, undefined],
  ['no credential at all', {}, {}, undefined],
  ['a plugin renews itself', { token: token({ exp: 1 }), exec: { command: 'x' } }, {}, undefined],
  ['nonsense for a certificate', {}, { certificate: 'CERT' }, undefined],
] as const)('%s', (_, user, credentials, expected) => {
  expect(credentialExpiry({ headers: {}, ...credentials }, user)).toEqual(expected);
});

test('a certificate ends, and the sooner of two counts', () => {
  const end = credentialExpiry({ headers: {}, certificate: pem }, {});
  expect(end?.what).toBe('certificate');
  expect(end?.at).toBeGreaterThan(made);
  const both = credentialExpiry({ headers: {}, certificate: pem }, { token: token({ exp: 1 }) });
  expect(both).toEqual({ what: 'token', at: 1000 });
});
