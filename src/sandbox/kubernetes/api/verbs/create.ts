import type { ResourceRequest } from '../api-request.ts';
import { sendObject } from '../render-object.ts';
import { readObject } from '../request-body.ts';
import { readWhole } from './replace.ts';
import { dryRunFrom } from './write-options.ts';

export async function createObject(request: ResourceRequest): Promise<void> {
  const { context, target, query } = request;
  const body = await readObject(request.message);
  const place = target.namespace === undefined ? {} : { namespace: target.namespace };
  const created = context.store.create(readWhole(request, body, place), { dryRun: dryRunFrom(query.getAll('dryRun')) });
  await context.store.flush();
  sendObject(request, 201, created);
}
