/**
 * Runs inside the network of the lounge (and ends with its standard input): hands connections of the node to pods,
 * stands behind the addresses of services, answers names. Nothing else leads in or out.
 */
import { createSocket } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { answerDns } from './answer-dns.ts';
import { DNS_IP, RELAY_SOCKET, type RelayService, type RelayTables, type RelayTarget } from './relay-protocol.ts';

const LONGEST_REQUEST = 64;
const servers = new Map<string, { server: Server; targets: readonly RelayTarget[]; next: number }>();
let names = new Map<string, readonly string[]>();

function serveConnections(): void {
  const server = createServer({ pauseOnConnect: false }, (client) => {
    client.on('error', () => client.destroy());
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\n');
      if (end < 0 && head.length > LONGEST_REQUEST) client.destroy();
      if (end < 0) return;
      client.off('data', onData);
      client.pause();
      const [host = '', port = ''] = head.toString('latin1', 0, end).split(' ');
      const target = connect(Number(port), host);
      target.once('connect', () => {
        client.write('ok\n');
        const rest = head.subarray(end + 1);
        if (rest.length > 0) target.write(rest);
        join(client, target);
      });
      target.once('error', (error: NodeJS.ErrnoException) => client.end(`error ${error.code ?? 'EIO'}\n`));
    };
    client.on('data', onData);
  });
  server.listen(RELAY_SOCKET, () => process.stdout.write('ready\n'));
}

function join(a: Socket, b: Socket): void {
  for (const [from, to] of [[a, b] as const, [b, a] as const]) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroySoon());
    from.pipe(to);
  }
}

function applyServices(services: readonly RelayService[]): void {
  const wanted = new Map(
    services.filter(({ targets }) => targets.length > 0).map((service) => [`${service.ip}:${service.port}`, service]),
  );
  for (const [key, { server }] of servers) {
    if (wanted.has(key)) continue;
    server.close();
    servers.delete(key);
  }
  for (const [key, service] of wanted) {
    const known = servers.get(key);
    if (known) known.targets = service.targets;
    else servers.set(key, serveAddress(key, service));
  }
}

function serveAddress(key: string, { ip, port, targets }: RelayService) {
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    const entry = servers.get(key);
    const target = entry?.targets[entry.next++ % Math.max(entry.targets.length, 1)];
    if (!target) {
      client.resetAndDestroy();
      return;
    }
    const inner = connect(target.port, target.ip);
    inner.once('error', () => client.resetAndDestroy());
    inner.once('connect', () => join(client, inner));
  });
  server.on('error', (error) => process.stderr.write(`${key}: ${error.message}\n`));
  server.listen(port, ip);
  return { server, targets, next: 0 };
}

function serveNames(): void {
  const socket = createSocket('udp4');
  socket.on('error', (error) => process.stderr.write(`dns: ${error.message}\n`));
  socket.on('message', (message, { port, address }) => {
    const answer = answerDns(message, names);
    if (answer) socket.send(answer, port, address);
  });
  socket.bind(53, DNS_IP);
}

let isServing = false;
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  // The first tables come when the network is set up.
  if (!isServing) {
    isServing = true;
    serveNames();
    serveConnections();
  }
  const tables = JSON.parse(line) as RelayTables;
  names = new Map(tables.names.map(({ name, ips }) => [name, ips]));
  applyServices(tables.services);
});
input.on('close', () => process.exit(0));
process.stdout.write('inside\n');
