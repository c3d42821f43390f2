import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { parseDockerfile, type Dockerfile, type DockerInstruction } from '../../dockerfile.ts';
import { isDockerfilePath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

const KNOWN = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

export const dockerfileSyntax = defineRule({
  id: 'dockerfile-syntax',
  group: 'dockerfile',
  severity: 'error',
  scope: 'file',
  accepts: isDockerfilePath,
  evaluate: ({ path, text }) => {
    const dockerfile = parseDockerfile(text);
    if (dockerfile.stages.length === 0) {
      const problem = { en: 'There is no FROM', ko: 'FROM이 없습니다' };
      return [{ place: { file: path, line: 1 }, parameters: { problem } }];
    }
    return dockerfile.instructions.flatMap((instruction) => {
      const problem = problemOf(instruction, dockerfile);
      return problem
        ? [{ place: { file: path, line: instruction.line }, parameters: { problem }, key: problem.en }]
        : [];
    });
  },
});

function problemOf(
  { keyword, value, flags, stage }: DockerInstruction,
  { stages }: Dockerfile,
): LocalizedText | undefined {
  if (!KNOWN.has(keyword)) return { en: `${keyword} is not an instruction`, ko: `${keyword}은(는) 명령이 아닙니다` };
  if (stage < 0 && keyword !== 'ARG')
    return { en: `${keyword} stands before the first FROM`, ko: `${keyword}이(가) 첫 FROM보다 앞에 있습니다` };
  if (value === '') return { en: `${keyword} has no arguments`, ko: `${keyword}에 인자가 없습니다` };
  if ((keyword === 'CMD' || keyword === 'ENTRYPOINT') && value.startsWith('[') && !isJsonList(value)) {
    return {
      en: `${keyword} looks like a list and is not JSON`,
      ko: `${keyword}이(가) 목록처럼 보이지만 JSON이 아닙니다`,
    };
  }
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length);
  if (keyword === 'COPY' && from !== undefined && isUnknownStage(from, stage, stages)) {
    return { en: `COPY --from=${from} names no earlier stage`, ko: `COPY --from=${from}: 앞에 그런 단계가 없습니다` };
  }
  return undefined;
}

/** A name without tag or path that no stage has; an image is named with a tag. */
function isUnknownStage(from: string, stage: number, stages: Dockerfile['stages']): boolean {
  if (/^\d+$/.test(from)) return Number(from) >= stage;
  if (/[:/$@]/.test(from)) return false;
  return !stages.slice(0, stage).some(({ name }) => name === from.toLowerCase());
}

function isJsonList(value: string): boolean {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item) => typeof item === 'string');
  } catch {
    return false;
  }
}
