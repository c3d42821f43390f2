import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { recordingsContract, sampleEvent, sampleHeader } from '../../../ports/contracts/recordings.ts';
import { createFileRecordings } from './create-file-recordings.ts';

async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-recordings-'));
  let offset = 0;
  return {
    file: join(folder, 'deep', 'web.ndjson.gz'),
    recordings: createFileRecordings({
      folder: join(folder, 'deep'),
      clock: { ...systemClock, now: () => Date.now() + offset },
    }),
    wait: (days: number) => void (offset += days * 86_400_000),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

recordingsContract('recordings as files', open);

describe('the file', () => {
  it('is gzip that any tool reads, and small', async () => {
    await using fixture = await open();
    const writer = await fixture.recordings.open('web', sampleHeader);
    for (let at = 0; at < 5000; at++) writer.write(sampleEvent(at));
    await writer.close();
    const bytes = await readFile(fixture.file);
    expect(gunzipSync(bytes).toString()).toBe(await fixture.recordings.read('web'));
    expect(bytes.length * 5).toBeLessThan(gunzipSync(bytes).length);
  });

  it('is readable up to where it was cut, wherever that is, and goes on from there', async () => {
    await using fixture = await open();
    for (let at = 0; at < 3; at++) {
      const writer = await fixture.recordings.open('web', sampleHeader);
      writer.write(sampleEvent(at));
      await writer.close();
    }
    const whole = await readFile(fixture.file);
    for (let cut = 0; cut < whole.length; cut++) {
      await writeFile(fixture.file, whole.subarray(0, cut));
      const text = (await fixture.recordings.read('web')) ?? '';
      expect((gunzipSync(whole).toString() as string).startsWith(text)).toBe(true);
      expect(text === '' || text.endsWith('\n')).toBe(true);
    }
    await writeFile(fixture.file, whole);
    await truncate(fixture.file, whole.length - 3);
    const writer = await fixture.recordings.open('web', sampleHeader);
    writer.write(sampleEvent(9));
    await writer.close();
    expect(
      (await fixture.recordings.read('web'))
        ?.trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { at?: number }).at),
    ).toEqual([undefined, 0, 1, 9]);
  });

  it('survives garbage', async () => {
    await using fixture = await open();
    await (await fixture.recordings.open('web', sampleHeader)).close();
    await appendFile(fixture.file, Buffer.alloc(100, 0xff));
    expect(JSON.parse((await fixture.recordings.read('web')) ?? '')).toEqual(sampleHeader);
    await writeFile(fixture.file, 'not gzip at all, but long enough to look at');
    expect(await fixture.recordings.read('web')).toBeUndefined();
  });

  it('is written while it is open, and for its owner alone', async () => {
    await using fixture = await open();
    const writer = await fixture.recordings.open('web', sampleHeader);
    writer.write(sampleEvent(1));
    while ((await fixture.recordings.read('web')) === undefined)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await stat(fixture.file)).mode & 0o777).toBe(0o600);
    await writer.close();
  });
});
