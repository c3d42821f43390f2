import { LoungeError } from '../../../domain/errors.ts';
import type { ApiClient, ApiRequest, ApiResponse } from './api-client.ts';
import { parseJson, parseStatus, type ApiStatus } from './api-status.ts';
import { connectionProblem } from './connection-problem.ts';
import { grantFor } from './grant-for.ts';
import { readBody } from './read-body.ts';

/** What is asked, for the words of an error. */
export interface Asked {
  readonly verb: string;
  readonly kind: string;
  readonly name?: string | undefined;
}

export type ApiAnswer = { readonly found: true; readonly value: unknown } | { readonly found: false };

/** Asks the API server, and turns every refusal into CLUSTER_*; only a missing object is an answer. */
export interface ApiCalls {
  readonly engine: string;
  answer(request: ApiRequest, asked: Asked): Promise<ApiAnswer>;
  /** The answer as a stream, once it is a good one. */
  stream(request: ApiRequest, asked: Asked): Promise<ApiResponse>;
}

const MAX_BYTES = 128 * 1024 * 1024;
const MAX_STATUS_BYTES = 64 * 1024;

export function createApiCalls(client: ApiClient, engine: string): ApiCalls {
  const open = async (request: ApiRequest, asked: Asked): Promise<ApiResponse | undefined> => {
    const response = await sent(client, request, engine);
    if (response.status >= 200 && response.status < 300) return response;
    const text = (await readBody(response, MAX_STATUS_BYTES)).bytes.toString();
    const status = parseStatus(text);
    if (
      response.status === 404 &&
      (asked.name === undefined
        ? status?.reason === 'NotFound' && status.name !== undefined
        : status?.name !== undefined)
    )
      return undefined;
    throw await refusal(client, engine, response.status, status, asked);
  };
  return {
    engine,
    answer: async (request, asked) => {
      const response = await open(request, asked);
      if (response === undefined) return { found: false };
      const body = await readBody(response, MAX_BYTES).catch((error: unknown) => {
        throw unreachable(engine, error);
      });
      if (!body.complete) throw unreachable(engine, new Error(`the answer is larger than ${MAX_BYTES} bytes`));
      return { found: true, value: parseJson(body.bytes.toString()) };
    },
    stream: async (request, asked) => {
      const response = await open(request, asked);
      if (response === undefined) throw refused(asked, 'it is not there');
      return response;
    },
  };
}

async function sent(client: ApiClient, request: ApiRequest, engine: string): Promise<ApiResponse> {
  try {
    return await client.request(request);
  } catch (error) {
    if (error instanceof LoungeError || request.signal?.aborted) throw error;
    throw unreachable(engine, error);
  }
}

async function refusal(
  client: ApiClient,
  engine: string,
  code: number,
  status: ApiStatus | undefined,
  asked: Asked,
): Promise<LoungeError> {
  const problem = status?.message ?? `HTTP ${code}`;
  if (code === 401) return new LoungeError('CLUSTER_LOGIN', { context: await client.context() });
  if (code === 403 && !/admission|denied request/i.test(problem))
    return new LoungeError('CLUSTER_FORBIDDEN', {
      verb: asked.verb,
      resource: resourceOf(asked),
      problem,
      yaml: await grantFor(problem),
    });
  if (code === 404) return new LoungeError('CLUSTER_KIND_MISSING', { engine, kind: asked.kind });
  if (code === 429 || code >= 500)
    return new LoungeError('CLUSTER_UNREACHABLE', { engine, problem: `${code} ${problem}` }, { retryable: true });
  return refused(asked, problem, code === 409);
}

function refused(asked: Asked, problem: string, retryable = false): LoungeError {
  return new LoungeError('CLUSTER_REFUSED', { verb: asked.verb, resource: resourceOf(asked), problem }, { retryable });
}

function unreachable(engine: string, error: unknown): LoungeError {
  return new LoungeError(
    'CLUSTER_UNREACHABLE',
    { engine, problem: connectionProblem(error) },
    { cause: error, retryable: true },
  );
}

function resourceOf(asked: Asked): string {
  return asked.name === undefined ? asked.kind : `${asked.kind} ${asked.name}`;
}
