type GitService = 'git-upload-pack' | 'git-receive-pack';

/** What a request of git's smart HTTP protocol asks for. */
export interface GitRoute {
  readonly repository: string;
  readonly service: GitService;
  /** `GET …/info/refs?service=…`; otherwise the POST that carries the packs. */
  readonly advertisement: boolean;
}

const REPOSITORY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** One path segment: no folders, nothing hidden, no name that git or the server uses itself. */
export function isRepositoryName(name: string): boolean {
  return REPOSITORY_NAME.test(name) && !name.includes('..') && !/\.(git|lock)$/.test(name) && !name.endsWith('.');
}

/**
 * The route of a request, or undefined for everything that is not smart HTTP: the files of a repository, the dumb
 * protocol, escaped or climbing paths. The answer is rebuilt from its parts, so nothing unseen reaches git.
 */
export function parseGitRoute(method: string | undefined, target: string | undefined): GitRoute | undefined {
  const [path = '', query] = (target ?? '').split('?', 2);
  const match = /^\/([^/]{1,104}?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path);
  const [, repository = '', action] = match ?? [];
  if (!isRepositoryName(repository)) return undefined;
  if (action === 'info/refs') {
    const service = new URLSearchParams(query).get('service');
    return method === 'GET' && isService(service) ? { repository, service, advertisement: true } : undefined;
  }
  return method === 'POST' && isService(action) ? { repository, service: action, advertisement: false } : undefined;
}

function isService(value: string | null | undefined): value is GitService {
  return value === 'git-upload-pack' || value === 'git-receive-pack';
}
