import { z } from 'zod';
import { Finding } from '../../domain/finding.ts';
import { defineOperation } from '../define-operation.ts';

const GateOutput = z.object({ accepted: z.boolean(), lines: z.array(z.string()), findings: z.array(Finding) });
export type GateOutput = z.infer<typeof GateOutput>;

/** The server-side gate of a git remote: run as its pre-receive hook, in the bare repository, with git's own standard input. */
export const gateOperation = defineOperation({
  name: 'gate',
  effect: 'read',
  roles: ['human'],
  fields: {},
  input: z.object({}),
  output: GateOutput,
  examples: ['lounge gate < refs'],
  run: async (context) => {
    const { judgePush } = await import('./judge-push.ts');
    return await judgePush(context, await context.readStandardInput());
  },
  present: ({ lines }) => lines,
  outcome: ({ accepted }) => (accepted ? 'good' : 'failed'),
});
