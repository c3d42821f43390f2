import type { Language } from '../../../domain/language.ts';
import type { LoungeConfig } from '../../../domain/lounge-config.ts';
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
    { name: 'CF_TUNNEL', comment: say('Token of the tunnel that publishes services', '서비스를 공개하는 터널의 토큰') },
    { name: 'TZ_ZONE', comment: say('Time zone of release tags', '릴리스 태그의 시간대'), example: 'Asia/Seoul' },
  ]);
}
