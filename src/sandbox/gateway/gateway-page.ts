import type { IncomingMessage, ServerResponse } from 'node:http';

/** Why a request did not reach a service. */
export type GatewayProblem = 'bad-request' | 'unknown-service' | 'unreachable' | 'no-endpoints' | 'timeout';

export interface Link {
  readonly service: string;
  readonly url: string;
}

type Language = 'en' | 'ko';

const STATUS: Readonly<Record<GatewayProblem, number>> = {
  'bad-request': 400,
  'unknown-service': 404,
  unreachable: 502,
  'no-endpoints': 503,
  timeout: 504,
};

const PROBLEMS: Readonly<Record<GatewayProblem, Readonly<Record<Language, readonly [string, string]>>>> = {
  'bad-request': {
    en: ['This request cannot be passed on', 'The gateway answers for http://<service>.<name>.localhost only.'],
    ko: ['전달할 수 없는 요청입니다', '게이트웨이는 http://<서비스>.<이름>.localhost에만 응답합니다.'],
  },
  'unknown-service': {
    en: ['There is no such service here', 'Check the name in the address; the list below shows what runs.'],
    ko: ['그런 서비스가 없습니다', '주소의 이름을 확인하세요. 아래 목록에 실행 중인 서비스가 있습니다.'],
  },
  unreachable: {
    en: [
      'The service does not answer',
      'Its pod is there, but nothing listens on the port: compare the port of the Service with the port the program listens on, and read its log.',
    ],
    ko: [
      '서비스가 응답하지 않습니다',
      '파드는 있지만 포트에서 아무것도 듣고 있지 않습니다. Service의 포트와 프로그램이 여는 포트를 비교하고 로그를 확인하세요.',
    ],
  },
  'no-endpoints': {
    en: [
      'The service has no ready pod',
      'It may be starting, or it fails: `kubectl get pods` tells, and `kubectl describe pod` says why.',
    ],
    ko: [
      '준비된 파드가 없습니다',
      '시작하는 중이거나 실패하고 있습니다. `kubectl get pods`로 보고 `kubectl describe pod`로 이유를 확인하세요.',
    ],
  },
  timeout: {
    en: ['The service took too long to answer', 'The connection stands, but no answer came: read the log of its pod.'],
    ko: ['서비스의 응답이 너무 늦습니다', '연결은 되었지만 응답이 없습니다. 파드의 로그를 확인하세요.'],
  },
};

const LIST: Readonly<Record<Language, readonly [string, string]>> = {
  en: ['Services', 'No services yet.'],
  ko: ['서비스', '아직 서비스가 없습니다.'],
};

/** Says what went wrong and what to do, as HTML, or as JSON when that is asked for. */
export function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: GatewayProblem,
  links: readonly Link[],
): void {
  if (response.headersSent) return void response.destroy();
  const [title, advice] = PROBLEMS[problem][languageOf(request)];
  const shown = problem === 'unknown-service' ? links : [];
  answer(
    request,
    response,
    STATUS[problem],
    { error: problem, message: title, hint: advice },
    page(languageOf(request), title, advice, shown),
  );
}

/** The list of services. */
export function answerIndex(request: IncomingMessage, response: ServerResponse, links: readonly Link[]): void {
  const language = languageOf(request);
  const [title, none] = LIST[language];
  answer(request, response, 200, { services: links }, page(language, title, links.length === 0 ? none : '', links));
}

/** The same answer for a connection that has no response object, as after an upgrade. */
export function rawProblem(problem: GatewayProblem): string {
  const [title] = PROBLEMS[problem].en;
  return `HTTP/1.1 ${STATUS[problem]} ${title}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
}

function answer(request: IncomingMessage, response: ServerResponse, status: number, value: object, html: string): void {
  const wantsJson = /\bjson\b/i.test(request.headers.accept ?? '') && !/\bhtml\b/i.test(request.headers.accept ?? '');
  const body = wantsJson ? JSON.stringify(value) : html;
  response.writeHead(status, {
    'Content-Type': wantsJson ? 'application/json' : 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function page(language: Language, title: string, text: string, links: readonly Link[]): string {
  const items = links.map(({ service, url }) => `<li><a href="${escape(url)}">${escape(service)}</a></li>`).join('');
  return [
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escape(title)}</title>`,
    '<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>',
    `<h1>${escape(title)}</h1><p>${escape(text)}</p><ul>${items}</ul></html>\n`,
  ].join('');
}

function languageOf(request: IncomingMessage): Language {
  return /^\s*ko\b/i.test(request.headers['accept-language'] ?? '') ? 'ko' : 'en';
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
