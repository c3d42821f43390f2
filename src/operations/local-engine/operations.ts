import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import type { Text } from '../../domain/messages/define-messages.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import type { Context } from '../context.ts';
import { defineOperation } from '../define-operation.ts';
import type { LocalEngine, LocalEngineStatus } from '../../ports/local-engine.ts';
import { LOCAL_ENGINE } from '../../domain/local-engine.ts';
import { sayOfLocalEngine } from '../../domain/messages/local-engine.ts';

const say = defineMessages({
  isolation: { en: 'isolation   {isolation}', ko: '격리        {isolation}' },
  kubeconfig: { en: 'kubectl     KUBECONFIG={kubeconfig}', ko: 'kubectl     KUBECONFIG={kubeconfig}' },
  registry: {
    en: 'registry    {url} (user {user}, password in {passwordFile})',
    ko: '레지스트리  {url}(사용자 {user}, 비밀번호는 {passwordFile})',
  },
  git: { en: 'git         {url}', ko: 'git         {url}' },
  gateway: { en: 'gateway     {url}', ko: '게이트웨이  {url}' },
  folder: { en: 'folder      {folder}', ko: '폴더        {folder}' },
});

const Status = z.object({
  state: z.enum(['running', 'stopped', 'broken']),
  kubeconfig: z.string(),
  registry: z.object({ url: z.string(), user: z.string(), passwordFile: z.string() }),
  git: z.object({ url: z.string(), credentialFile: z.string() }),
  gateway: z.object({ url: z.string() }),
  isolation: z.string(),
  folder: z.string(),
  pid: z.number().nullable(),
});

const Nothing = z.object({});

export const localEngineUp = family('up', {
  input: z.object({ foreground: z.boolean().default(false) }),
  fields: {
    foreground: {
      en: 'stay in the foreground, log to the terminal',
      ko: '포그라운드에서 실행하고 터미널에 로그 출력',
    },
  },
  act: async (engine, context, input) =>
    await timed(context, 'starting', async () => {
      const foreground = input['foreground'] === true;
      const status = await engine.up({ foreground, signal: context.signal });
      if (!foreground) await (await import('./restore-lounge.ts')).restoreLounge(context);
      return status;
    }),
});

export const localEngineDown = family('down', {
  input: Nothing,
  fields: {},
  act: async (engine, context) => await timed(context, 'stopping', async () => await engine.down()),
});

export const localEngineStatus = family('status', {
  input: Nothing,
  fields: {},
  act: async (engine) => await engine.status(),
});

export const localEngineReset = family('reset', {
  input: Nothing,
  fields: {},
  act: async (engine, context) => {
    const status = await timed(context, 'stopping', async () => await engine.reset());
    context.progress({ kind: 'note', text: sayOfLocalEngine(context.language, 'forgotten') });
    return status;
  },
});

interface Member<Input extends z.ZodObject> {
  readonly input: Input;
  readonly fields: Readonly<Record<string, Text>>;
  act(engine: LocalEngine, context: Context, input: Readonly<Record<string, unknown>>): Promise<LocalEngineStatus>;
}

function family<Input extends z.ZodObject>(verb: string, member: Member<Input>) {
  return defineOperation({
    name: `${LOCAL_ENGINE} ${verb}`,
    effect: verb === 'status' ? 'read' : 'local',
    roles: ['human', 'developer'],
    fields: member.fields,
    input: member.input,
    output: Status,
    examples: [`lounge ${LOCAL_ENGINE} ${verb}`, `lounge ${LOCAL_ENGINE} ${verb} --json`],
    run: async (context, input) =>
      await member.act((await context.lounge()).localEngine, context, input as Readonly<Record<string, unknown>>),
    present: presentStatus,
  });
}

async function timed<T>(context: Context, text: 'starting' | 'stopping', act: () => Promise<T>): Promise<T> {
  const startedAt = context.clock.now();
  context.progress({ kind: 'step-started', step: LOCAL_ENGINE, text: sayOfLocalEngine(context.language, text) });
  const result = await act();
  context.progress({
    kind: 'step-done',
    step: LOCAL_ENGINE,
    text: sayOfLocalEngine(context.language, text),
    milliseconds: context.clock.now() - startedAt,
  });
  return result;
}

function presentStatus(status: LocalEngineStatus, language: Language): readonly string[] {
  const lines = [
    sayOfLocalEngine(language, 'state', {
      state: status.state,
      pid: status.pid === null ? '' : ` (pid ${status.pid})`,
    }),
  ];
  if (status.isolation !== '') lines.push(say(language, 'isolation', { isolation: status.isolation }));
  if (status.git.url === '') return lines;
  return [
    ...lines,
    say(language, 'kubeconfig', { kubeconfig: status.kubeconfig }),
    say(language, 'registry', status.registry),
    say(language, 'git', status.git),
    say(language, 'gateway', status.gateway),
    say(language, 'folder', { folder: status.folder }),
  ];
}
