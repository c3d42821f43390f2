import type { Language } from '../../../domain/language.ts';
import { usedRegistries, type LoungeConfig, type RegistryPlace } from '../../../domain/lounge-config.ts';
import { isSshUrl } from '../bootstrap/repository-login.ts';
import { renderExample } from '../../environment-file/render-example.ts';

/** The variables that every lounge has; services name more in their service.yaml. */
export const LOUNGE_VARIABLES = [
  'ENDPOINT',
  'REGISTRY_URL',
  'REGISTRY_USER',
  'REGISTRY_PASSWORD',
  'CF_TUNNEL',
  'TZ_ZONE',
] as const;

/** `.env.example`, with a placeholder for each variable. */
export function generateEnvironmentExample(config: LoungeConfig, language: Language): string {
  const say = (en: string, ko: string): string => (language === 'ko' ? ko : en);
  return renderExample([
    {
      name: 'ENDPOINT',
      comment: say('Domain under which services are published', '서비스를 공개하는 도메인'),
      example: config.domain,
    },
    {
      name: 'REGISTRY_URL',
      comment: say('Registry of the images, without a scheme', '이미지 레지스트리(스킴 없이)'),
      example: config.registry.url,
    },
    { name: 'REGISTRY_USER', comment: say('Login of the registry', '레지스트리 사용자') },
    { name: 'REGISTRY_PASSWORD', comment: say('Password or token of the registry', '레지스트리 비밀번호 또는 토큰') },
    ...furtherRegistries(config).flatMap(({ url, userVariable, passwordVariable }) => [
      { name: userVariable, comment: say(`Login of the registry ${url}`, `${url} 레지스트리 사용자`) },
      { name: passwordVariable, comment: say(`Password or token of ${url}`, `${url}의 비밀번호 또는 토큰`) },
    ]),
    { name: 'CF_TUNNEL', comment: say('Token of the tunnel that publishes services', '서비스를 공개하는 터널의 토큰') },
    ...gitLogin(config, say),
    { name: 'TZ_ZONE', comment: say('Time zone of release tags', '릴리스 태그의 시간대'), example: 'Asia/Seoul' },
  ]);
}

/** Registries that engines have to themselves. */
function furtherRegistries(config: LoungeConfig): readonly RegistryPlace[] {
  return usedRegistries(config).filter(({ url }) => url !== config.registry.url);
}

/** Variables by which Argo CD of a cluster logs in at the remote; none for a lounge without one. */
export function gitVariables(config: LoungeConfig): readonly string[] {
  return gitLogin(config, (en) => en).map(({ name }) => name);
}

/** How Argo CD of a cluster reads the remote; the engine of this machine knows its own. */
function gitLogin(
  { engines, repository }: LoungeConfig,
  say: (en: string, ko: string) => string,
): { readonly name: string; readonly comment: string }[] {
  if (!Object.values(engines).some(({ kind }) => kind === 'kubernetes')) return [];
  if (!isSshUrl(repository.url))
    return [
      { name: 'GIT_USER', comment: say('User of the git token, for Argo CD', 'Argo CD가 쓸 git 토큰의 사용자') },
      {
        name: 'GIT_TOKEN',
        comment: say('Token by which Argo CD reads the repository', 'Argo CD가 저장소를 읽을 토큰'),
      },
    ];
  return [
    {
      name: 'GIT_SSH_KEY_FILE',
      comment: say(
        'File of the deploy key by which Argo CD reads the repository',
        'Argo CD가 저장소를 읽을 배포 키의 파일',
      ),
    },
    {
      name: 'GIT_KNOWN_HOSTS_FILE',
      comment: say(
        'File with the host key of the git server, when ~/.ssh/known_hosts lacks it',
        '~/.ssh/known_hosts에 없을 때, git 서버의 호스트 키가 든 파일',
      ),
    },
  ];
}
