import { append, edit } from '../../testing/edit-text.ts';
import { describeRules } from '../../testing/rule-case.ts';

const PATH = 'apps/hello/Dockerfile';
const dockerfile = (text: string | ((old: string) => string)) => ({ files: { [PATH]: text } });

describeRules('dockerfile', [
  {
    rule: 'dockerfile-missing',
    title: 'none',
    change: { files: { [PATH]: undefined } },
    at: 'apps/hello/service.yaml:1',
  },
  { rule: 'dockerfile-missing', title: 'there', change: {} },
  {
    rule: 'dockerfile-syntax',
    title: 'an unknown instruction',
    change: dockerfile(append('CPOY a b\n')),
    at: `${PATH}~CPOY a b`,
  },
  { rule: 'dockerfile-syntax', title: 'no FROM', change: dockerfile('# nothing\n'), at: `${PATH}:1`, says: /no FROM/ },
  {
    rule: 'dockerfile-syntax',
    title: 'a stage that is not there',
    change: dockerfile(edit('--from=build', '--from=builder')),
    at: `${PATH}~COPY --from=builder /app /app`,
  },
  {
    rule: 'dockerfile-syntax',
    title: 'a list with single quotes',
    change: dockerfile("FROM node:24\nCMD ['a']\n"),
    at: `${PATH}:2`,
    says: /not JSON/,
  },
  {
    rule: 'dockerfile-syntax',
    title: 'heredocs, continued lines, an image to copy from',
    change: dockerfile(
      'FROM node:24\nRUN <<EOF\necho FROM here\nEOF\nRUN a \\\n  b\nCOPY --from=busybox:1.36 /bin/sh /sh\n',
    ),
  },
  {
    rule: 'dockerfile-non-root',
    title: 'no USER in the last stage',
    change: dockerfile(edit('USER 10001:10001\n', '')),
    at: `${PATH}~FROM node:24-slim`,
    says: /runs as root/,
  },
  {
    rule: 'dockerfile-non-root',
    title: 'back to root',
    change: dockerfile(append('USER root\n')),
    at: `${PATH}~USER root`,
  },
  {
    rule: 'dockerfile-non-root',
    title: 'from an earlier stage, or a nonroot base',
    change: dockerfile('FROM node:24 AS base\nUSER node\nFROM base\nCMD ["a"]\n'),
  },
  {
    rule: 'dockerfile-non-root',
    title: 'a nonroot base',
    change: dockerfile('FROM gcr.io/distroless/nodejs24:nonroot\n'),
  },
  { rule: 'dockerfile-base-tag', title: 'no tag', change: dockerfile('FROM node\n'), at: `${PATH}:1` },
  {
    rule: 'dockerfile-base-tag',
    title: 'latest by a default',
    change: dockerfile('ARG V=latest\nFROM node:${V}\n'),
    at: `${PATH}:2`,
  },
  {
    rule: 'dockerfile-base-tag',
    title: 'a default, scratch, a stage',
    change: dockerfile('ARG V=24\nFROM node:${V}-slim AS a\nFROM a AS b\nFROM scratch\n'),
  },
  {
    rule: 'dockerfile-base-tag',
    title: 'an image to copy from',
    change: dockerfile('FROM scratch\nCOPY --from=docker.io/library/busybox /a /a\n'),
    at: `${PATH}:2`,
  },
  {
    rule: 'dockerfile-exec-form',
    title: 'shell form',
    change: dockerfile(edit('CMD ["node", "/app/server.ts"]', 'CMD npm start')),
    at: `${PATH}~CMD npm start`,
  },
  { rule: 'dockerfile-exec-form', title: 'a list', change: {} },
  {
    rule: 'dockerfile-ignore',
    title: 'nothing ignored',
    change: { files: { 'apps/hello/.dockerignore': undefined } },
    at: `${PATH}~COPY . .`,
    says: /\.env|node_modules|\.git/,
  },
  {
    rule: 'dockerfile-ignore',
    title: 'named files',
    change: { files: { 'apps/hello/.dockerignore': undefined, [PATH]: edit('COPY . .', 'COPY src ./src') } },
  },
]);
