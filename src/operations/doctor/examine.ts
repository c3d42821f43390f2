import { describeError, LoungeError } from '../../domain/errors.ts';
import { usedRegistries } from '../../domain/lounge-config.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import type { Context, Lounge } from '../context.ts';
import { usedEngines } from '../../engine/manifest/generate/engine-namespaces.ts';
import { examineAccess, examineDrift, examineRemote } from './examine-engine.ts';
import { allRegistries } from '../inspect-pinned.ts';
import { examinePermissions } from './examine-permissions.ts';
import type { DoctorFinding, DoctorInput } from './operation.ts';
import { probeNodes } from './probe-nodes.ts';
import { LOCAL_ENGINE } from '../../domain/local-engine.ts';
import { sayOfLocalEngine } from '../../domain/messages/local-engine.ts';

const say = defineMessages({
  lounge: {
    en: '{name}, {services:environment|environments}: {environments}',
    ko: '{name}, 환경 {services}개: {environments}',
  },
  values: { en: '{count:value|values}', ko: '값 {count}개' },
  valuesMissing: { en: 'no value for {names}', ko: '{names} 값 없음' },
  fillIn: {
    en: 'Fill in {names} in .env (see .env.example).',
    ko: '.env에 {names}을(를) 채우세요(.env.example 참고).',
  },
  openToOthers: { en: 'others on this machine can read it', ko: '이 컴퓨터의 다른 사용자도 읽을 수 있습니다' },
  closeToOthers: { en: '`chmod 600 .env`', ko: '`chmod 600 .env`' },
  repository: { en: 'branch {branch}, remote {remote}', ko: '브랜치 {branch}, 원격 {remote}' },
  registry: { en: '{url} takes the login', ko: '{url} 로그인 성공' },
  engineUp: { en: 'running, isolation {isolation}', ko: '실행 중, 격리 {isolation}' },
  engineDown: { en: 'not running', ko: '실행 중이 아님' },
  open: { en: '{count} interrupted: {releases}', ko: '중단된 릴리스 {count}개: {releases}' },
  noneOpen: { en: 'none interrupted', ko: '중단된 것 없음' },
  resume: { en: '`lounge resume`', ko: '`lounge resume`' },
});

type Examination = (context: Context, lounge: Lounge) => Promise<DoctorFinding>;

const examinations: readonly { readonly name: string; readonly examine: Examination }[] = [
  {
    name: 'lounge.yaml',
    examine: async ({ language }, { config }) => {
      const environments = Object.keys(config.environments);
      return {
        name: 'lounge.yaml',
        state: 'ok',
        detail: say(language, 'lounge', { name: config.name, services: environments.length, environments }),
      };
    },
  },
  {
    name: '.env',
    examine: async ({ language }, lounge) => {
      const values = await lounge.environmentValues();
      const needed = usedRegistries(lounge.config).flatMap((place) => [place.userVariable, place.passwordVariable]);
      const names = needed.filter((name) => (values.get(name) ?? '') === '');
      const finding = { name: '.env', detail: say(language, 'values', { count: values.size }) };
      if (names.length > 0)
        return {
          ...finding,
          state: 'error',
          detail: say(language, 'valuesMissing', { names }),
          fix: say(language, 'fillIn', { names }),
        };
      if (await lounge.workspace.isPrivate('.env')) return { ...finding, state: 'ok' };
      return {
        ...finding,
        state: 'warning',
        detail: say(language, 'openToOthers'),
        fix: say(language, 'closeToOthers'),
      };
    },
  },
  {
    name: 'kustomize',
    examine: async (_context, { renderer }) => ({ name: 'kustomize', state: 'ok', detail: await renderer.describe() }),
  },
  {
    name: 'builder',
    examine: async (_context, lounge) => ({ name: 'builder', state: 'ok', detail: (await lounge.builder()).name }),
  },
  {
    name: LOCAL_ENGINE,
    examine: async ({ language }, { localEngine }) => {
      const status = await localEngine.status();
      if (status.state !== 'running')
        return {
          name: LOCAL_ENGINE,
          state: 'warning',
          detail: say(language, 'engineDown'),
          fix: sayOfLocalEngine(language, 'startIt'),
        };
      const detail = say(language, 'engineUp', { isolation: status.isolation });
      return status.isolation.startsWith('full')
        ? { name: LOCAL_ENGINE, state: 'ok', detail }
        : { name: LOCAL_ENGINE, state: 'warning', detail, fix: sayOfLocalEngine(language, 'weak') };
    },
  },
  {
    name: 'git',
    examine: async ({ language }, lounge) => {
      const repository = await lounge.repository();
      const status = await repository.status();
      if (status.remote === undefined) throw new LoungeError('GIT_NO_REMOTE');
      await repository.fetch();
      return {
        name: 'git',
        state: 'ok',
        detail: say(language, 'repository', { branch: status.branch ?? '–', remote: status.remote }),
      };
    },
  },
  {
    name: 'registry',
    examine: async ({ language }, lounge) => {
      const registries = await allRegistries(lounge);
      for (const registry of registries) await registry.check();
      const url = registries.map((registry) => registry.url);
      return { name: 'registry', state: 'ok', detail: say(language, 'registry', { url }) };
    },
  },
  {
    name: 'releases',
    examine: async ({ language }, { store }) => {
      const open = await store.releases({ unfinished: true });
      if (open.length === 0) return { name: 'releases', state: 'ok', detail: say(language, 'noneOpen') };
      const releases = open.slice(0, 5).map((release) => release.id);
      return {
        name: 'releases',
        state: 'warning',
        detail: say(language, 'open', { count: open.length, releases }),
        fix: say(language, 'resume'),
      };
    },
  },
];

/** Every examination, whatever the others found; the engines last. With `permissions` only those. */
export async function examine(context: Context, input: DoctorInput): Promise<readonly DoctorFinding[]> {
  const lounge = await context.lounge();
  const findings: DoctorFinding[] = [];
  if (!input.permissions)
    for (const { name, examine: look } of examinations)
      findings.push(...(await told(context, name, async () => [await look(context, lounge)])));
  for (const engine of usedEngines(lounge.config))
    findings.push(...(await examineEngine(context, lounge, engine, input)));
  return findings;
}

const looks = [
  ['lounge', examineDrift],
  ['argocd', examineRemote],
] as const;

/** What is asked of an engine that cannot be reached would only say the same again. */
async function examineEngine(
  context: Context,
  lounge: Lounge,
  engine: string,
  { permissions, probe }: DoctorInput,
): Promise<readonly DoctorFinding[]> {
  const look = async (name: string, act: typeof examineAccess) =>
    await told(context, name, async () => await act(context, lounge, engine));
  if (permissions) return await look('permissions', examinePermissions);
  const findings = [...(await look('cluster', examineAccess))];
  if (findings.some(({ state }) => state === 'error')) return findings;
  for (const [name, act] of probe ? [...looks, ['probe', probeNodes] as const] : looks)
    findings.push(...(await look(name, act)));
  return findings;
}

async function told(
  context: Context,
  name: string,
  look: () => Promise<readonly DoctorFinding[]>,
): Promise<readonly DoctorFinding[]> {
  return await look().catch((error: unknown) => [failed(name, error, context)]);
}

function failed(name: string, error: unknown, { language }: Context): DoctorFinding {
  if (!(error instanceof LoungeError) || error.code === 'CANCELLED') throw error;
  const { message, hint } = describeError(error, language);
  return { name, state: 'error', detail: `${error.code}: ${message}`, fix: hint };
}
