import { z } from 'zod';
import { LoungeError } from '../../domain/errors.ts';
import { defineOperation } from '../define-operation.ts';
import { chooseEnvironment, readServiceAt } from '../read-service.ts';
import { say } from './messages.ts';
import { rehearseTree } from './rehearse-tree.ts';

const RehearseOutput = z.object({
  service: z.string(),
  environment: z.string(),
  tree: z.string(),
  verdict: z.string(),
  reason: z.string(),
  message: z.string(),
  at: z.number(),
  reused: z.boolean(),
  namespace: z.string(),
});

export const rehearseOperation = defineOperation({
  name: 'rehearse',
  summary: {
    en: 'Run the committed tree in a throw-away namespace of this machine, and judge it',
    ko: '커밋된 트리를 이 컴퓨터의 임시 네임스페이스에서 돌려 보고 판정',
  },
  effect: 'local',
  roles: ['human', 'developer', 'qa'],
  positionals: ['service'],
  fields: {
    service: { en: 'the service', ko: '서비스' },
    environment: { en: 'the environment whose overlay is rehearsed', ko: '리허설할 오버레이의 환경' },
    again: { en: 'rehearse even when this tree has a record', ko: '이 트리의 기록이 있어도 다시 리허설' },
  },
  input: z.object({ service: z.string(), environment: z.string().optional(), again: z.boolean().default(false) }),
  output: RehearseOutput,
  examples: ['lounge rehearse hello', 'lounge rehearse hello --again --json'],
  run: async (context, input) => {
    const lounge = await context.lounge();
    const environment = chooseEnvironment(lounge, input.environment);
    const { head } = await (await lounge.repository()).status();
    if (head === undefined) throw new LoungeError('GIT_NO_COMMIT');
    const spec = await readServiceAt(lounge, head, input.service);
    const { record, reused, namespace } = await rehearseTree(context, lounge, {
      commit: head,
      spec,
      environment,
      again: input.again,
    });
    return { ...record, reused, namespace };
  },
  present: (output, language) => [
    say(language, 'present', { ...output, tree: output.tree.slice(0, 8) }),
    output.message,
    ...(output.reused ? [say(language, 'reused', { at: new Date(output.at).toISOString() })] : []),
  ],
  outcome: ({ verdict }) => (verdict === 'PASS' ? 'good' : verdict === 'FAIL' ? 'failed' : 'unproved'),
});
