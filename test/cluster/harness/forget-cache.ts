import { connect } from 'node:net';

/** Where the Redis of the local rig listens. */
const PORT = 16_379;

/** Empties the cache of Argo CD. */
export async function forgetCache(): Promise<void> {
  const socket = connect(PORT, '127.0.0.1');
  socket.end('FLUSHALL\r\n');
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  if (!answer.startsWith('+OK')) throw new Error(`redis: ${answer}`);
}
