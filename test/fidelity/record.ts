import { writeFile } from 'node:fs/promises';
import { clusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { openClusterLounge } from './open-cluster-lounge.ts';
import { openSandboxLounge } from './open-sandbox-lounge.ts';
import { walk } from './walk.ts';

// node test/fidelity/record.ts sandbox|kubernetes FILE: walks the journey on one engine and keeps what came out, as JSON.
const [engine = 'sandbox', file = `${engine}.json`] = process.argv.slice(2);
const cluster = engine === 'kubernetes' ? await clusterUnderTest() : '';
if (engine === 'kubernetes' && typeof cluster === 'string') throw new Error(cluster);
await using lounge = typeof cluster === 'string' ? await openSandboxLounge() : await openClusterLounge(cluster);
const walked = await walk(lounge, (line) => void process.stderr.write(`${line}\n`));
await writeFile(file, `${JSON.stringify(walked, undefined, 2)}\n`);
