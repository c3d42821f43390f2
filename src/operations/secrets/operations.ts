import { z } from 'zod';
import { namespaceOf } from '../../domain/lounge-config.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { serviceSecretObjects } from '../../engine/manifest/secret-objects.ts';
import { defineOperation } from '../define-operation.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { applySecrets } from './apply-secrets.ts';

const say = defineMessages({
  applied: { en: 'Applied to {namespace}: {names}', ko: '{namespace}에 적용: {names}' },
  wouldApply: { en: 'Would apply to {namespace}: {names}', ko: '{namespace}에 적용할 것: {names}' },
  row: { en: '{secret}  {variable}  {state}', ko: '{secret}  {variable}  {state}' },
  none: {
    en: '{service} declares no secrets (service.yaml: secrets).',
    ko: '{service}는 비밀을 선언하지 않았습니다(service.yaml: secrets).',
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

const SecretsOutput = z.object({ namespace: z.string(), names: z.array(z.string()), dryRun: z.boolean() });

export const secretsApply = defineOperation({
  name: 'secrets apply',
  summary: {
    en: 'Put the declared secrets of a service from .env into the cluster',
    ko: '선언된 비밀을 .env에서 클러스터로 넣기',
  },
  effect: 'local',
  roles: ['human', 'developer'],
  positionals: ['service'],
  fields,
  input: z.object({ service: z.string(), environment: z.string().optional(), dryRun: z.boolean().default(false) }),
  output: SecretsOutput,
  examples: ['lounge secrets apply hello'],
  run: async (context, input) => {
    const lounge = await context.lounge();
    const environment = chooseEnvironment(lounge, input.environment);
    const spec = await readService(lounge, input.service);
    const namespace = namespaceOf(lounge.config, environment);
    if (input.dryRun) return { namespace, names: Object.keys(spec.secrets), dryRun: true };
    return {
      namespace,
      names: [...(await applySecrets(context, lounge, await lounge.engine(environment), namespace, spec))],
      dryRun: false,
    };
  },
  present: (output, language) => [
    say(language, output.dryRun ? 'wouldApply' : 'applied', { namespace: output.namespace, names: output.names }),
  ],
});

const SecretState = z.enum(['same', 'different', 'missing in cluster', 'missing in .env']);
const SecretRow = z.object({ secret: z.string(), variable: z.string(), state: SecretState });
type SecretRow = z.infer<typeof SecretRow>;

export const secretsStatus = defineOperation({
  name: 'secrets status',
  summary: {
    en: 'Compare the declared secrets with the cluster, without showing a value',
    ko: '값을 보이지 않고 선언된 비밀을 클러스터와 비교',
  },
  effect: 'read',
  positionals: ['service'],
  fields: { service: fields.service, environment: fields.environment },
  input: z.object({ service: z.string(), environment: z.string().optional() }),
  output: z.object({ service: z.string(), rows: z.array(SecretRow) }),
  examples: ['lounge secrets status hello'],
  run: async (context, input) => {
    const lounge = await context.lounge();
    const environment = chooseEnvironment(lounge, input.environment);
    const spec = await readService(lounge, input.service);
    const namespace = namespaceOf(lounge.config, environment);
    const values = await lounge.environmentValues();
    const { cluster } = await lounge.engine(environment);
    const rows: SecretRow[] = [];
    for (const wanted of serviceSecretObjects(spec, namespace, values)) {
      const secret = wanted.metadata.name;
      const found = dataOf(await cluster.get('Secret', namespace, secret));
      for (const variable of spec.secrets[secret] ?? [])
        rows.push({ secret, variable, state: stateOf(dataOf(wanted)[variable], found[variable]) });
    }
    return { service: input.service, rows };
  },
  present: ({ service, rows }, language) =>
    rows.length === 0 ? [say(language, 'none', { service })] : rows.map((row) => say(language, 'row', row)),
  outcome: ({ rows }) => (rows.every((row) => row.state === 'same') ? 'good' : 'failed'),
});

function dataOf(object: { readonly [field: string]: unknown } | undefined): Readonly<Record<string, string>> {
  const data = object?.['data'];
  return typeof data === 'object' && data !== null ? (data as Record<string, string>) : {};
}

function stateOf(wanted: string | undefined, found: string | undefined): SecretRow['state'] {
  if (wanted === undefined) return 'missing in .env';
  if (found === undefined) return 'missing in cluster';
  return wanted === found ? 'same' : 'different';
}
