import { createApp } from './app.ts';
import { log } from './log.ts';

const port = Number(process.env.PORT ?? {{port}});
const app = createApp({ version: process.env.VERSION ?? 'dev' });

app.listen(port, process.env.HOST ?? '0.0.0.0', () => log('info', 'listening', { port }));

// Kubernetes sends SIGTERM and takes the pod out of its Service at the same time: finish what is under way, then go.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log('info', 'stopping', { signal });
    app.close(() => process.exit(0));
    app.closeIdleConnections();
  });
}
