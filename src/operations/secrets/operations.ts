import { z } from 'zod';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  applied: { en: 'Applied to {namespace}: {names}', ko: '{namespace}에 적용: {names}' },
  wouldApply: { en: 'Would apply to {namespace}: {names}', ko: '{namespace}에 적용할 것: {names}' },
  row: { en: '{secret}  {variable}  {state}', ko: '{secret}  {variable}  {state}' },
  none: {
    en: '{service} declares no secrets (service.yaml: secrets).',
    ko: '{service}은(는) 비밀을 선언하지 않았습니다(service.yaml: secrets).',
  },
});

const fields = {
  service: { en: 'the service', ko: '서비스' },
  environment: {
    en: 'the environment (the first one of lounge.yaml when left out)',
    ko: '환경(생략하면 lounge.yaml의 첫 번째 환경)',
  },
  dryRun: { en: 'only say what would be applied', ko: '무엇을 적용할지만 보기' },
};

export const SecretsInput = z.object({
  service: z.string(),
  environment: z.string().optional(),
  dryRun: z.boolean().default(false),
});
export type SecretsInput = z.infer<typeof SecretsInput>;

export const SecretsOutput = z.object({ namespace: z.string(), names: z.array(z.string()), dryRun: z.boolean() });
export type SecretsOutput = z.infer<typeof SecretsOutput>;

export const secretsApply = defineOperation({
  name: 'secrets apply',
  effect: 'local',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields,
  input: SecretsInput,
  output: SecretsOutput,
  examples: ['lounge secrets apply hello'],
  run: async (context, input) => await (await import('./apply-declared.ts')).applyDeclared(context, input),
  present: (output, language) => [
    say(language, output.dryRun ? 'wouldApply' : 'applied', { namespace: output.namespace, names: output.names }),
  ],
});

const SecretState = z.enum(['same', 'different', 'missing in cluster', 'missing in .env']);
export const SecretRow = z.object({ secret: z.string(), variable: z.string(), state: SecretState });
export type SecretRow = z.infer<typeof SecretRow>;

export const SecretsStatusInput = z.object({ service: z.string(), environment: z.string().optional() });
export type SecretsStatusInput = z.infer<typeof SecretsStatusInput>;

export const SecretsStatusOutput = z.object({ service: z.string(), rows: z.array(SecretRow) });
export type SecretsStatusOutput = z.infer<typeof SecretsStatusOutput>;

export const secretsStatus = defineOperation({
  name: 'secrets status',
  effect: 'read',
  positionals: ['service'],
  fields: { service: fields.service, environment: fields.environment },
  input: SecretsStatusInput,
  output: SecretsStatusOutput,
  examples: ['lounge secrets status hello'],
  run: async (context, input) => await (await import('./compare-secrets.ts')).compareSecrets(context, input),
  present: ({ service, rows }, language) =>
    rows.length === 0 ? [say(language, 'none', { service })] : rows.map((row) => say(language, 'row', row)),
  outcome: ({ rows }) => (rows.every((row) => row.state === 'same') ? 'good' : 'failed'),
});
