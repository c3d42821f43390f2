/** A Dockerfile for code that has none, and why it looks so. */
export interface DockerfileProposal {
  readonly runtime: 'node' | 'python' | 'go';
  readonly reason: string;
  readonly dockerfile: string;
}

interface Hints {
  readonly packageJson: string | undefined;
  readonly port: number;
}

/** Looks at file names (and package.json) and proposes a Dockerfile; undefined where the kind of code is not known. */
export function proposeDockerfile(names: readonly string[], hints: Hints): DockerfileProposal | undefined {
  const has = new Set(names);
  if (has.has('package.json')) return node(has, hints);
  if (has.has('go.mod')) return go(hints);
  const main = ['app.py', 'main.py', 'server.py'].find((name) => has.has(name));
  return main === undefined ? undefined : python(main, has, hints);
}

const VERSION = 'ARG VERSION=dev\nENV VERSION=$VERSION\n';

function node(has: ReadonlySet<string>, { packageJson, port }: Hints): DockerfileProposal {
  const entry = nodeEntry(has, packageJson);
  const major = nodeMajor(packageJson);
  const install = has.has('package-lock.json') ? 'COPY package.json package-lock.json ./\nRUN npm ci --omit=dev\n' : '';
  const dockerfile = `FROM node:${major}-alpine
WORKDIR /app
${install}COPY --chown=node:node . .
ENV NODE_ENV=production PORT=${port}
USER 1000
EXPOSE ${port}
${VERSION}CMD ["node", "${entry}"]
`;
  return { runtime: 'node', reason: `package.json, starts ${entry}`, dockerfile };
}

function nodeEntry(has: ReadonlySet<string>, packageJson: string | undefined): string {
  const main = readPackage(packageJson)['main'];
  const candidates = [
    typeof main === 'string' && /^[\w./-]{1,200}$/.test(main) ? main.replace(/^\.\//, '') : '',
    'server.js',
    'index.js',
    'src/index.js',
    'app.js',
    'server.mjs',
    'index.mjs',
  ];
  return candidates.find((name) => has.has(name)) ?? 'index.js';
}

function nodeMajor(packageJson: string | undefined): number {
  const engines = readPackage(packageJson)['engines'];
  const wanted = typeof engines === 'object' && engines !== null && 'node' in engines ? String(engines.node) : '';
  const major = Number(/(\d{2})/.exec(wanted)?.[1] ?? 24);
  return Math.max(20, major);
}

function readPackage(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function python(main: string, has: ReadonlySet<string>, { port }: Hints): DockerfileProposal {
  const install = has.has('requirements.txt')
    ? 'COPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\n'
    : '';
  const dockerfile = `FROM python:3.11-slim
WORKDIR /app
${install}COPY . .
ENV PYTHONUNBUFFERED=1 PORT=${port}
USER 1000
EXPOSE ${port}
${VERSION}CMD ["python", "${main}"]
`;
  return { runtime: 'python', reason: `starts ${main}`, dockerfile };
}

function go({ port }: Hints): DockerfileProposal {
  const dockerfile = `FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /out/service .

FROM scratch
COPY --from=build /out/service /service
ENV PORT=${port}
USER 1000
EXPOSE ${port}
${VERSION}ENTRYPOINT ["/service"]
`;
  return { runtime: 'go', reason: 'go.mod', dockerfile };
}
