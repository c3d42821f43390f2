import type { Language } from '../../../domain/language.ts';
import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import { fillPlaceholders } from '../../../domain/messages/fill-placeholders.ts';
import { renderCatalogue } from '../catalogue.ts';
import { AGENTS_GUIDE } from './agents-guide.ts';
import { guideFacts } from './guide-facts.ts';
import { GUIDE_IN_ENGLISH } from './guide-in-english.ts';
import { GUIDE_IN_KOREAN } from './guide-in-korean.ts';

/** README-DEV.md: how people and agents work in this lounge. */
export function generateDeveloperGuide(config: LoungeConfig, language: Language): string {
  return fillPlaceholders(language === 'ko' ? GUIDE_IN_KOREAN : GUIDE_IN_ENGLISH, guideFacts(config));
}

/** AGENTS.md, in English: what an agent reads first. */
export function generateAgentsGuide(config: LoungeConfig): string {
  return fillPlaceholders(AGENTS_GUIDE, guideFacts(config));
}

/** README.md of a new lounge, with an empty catalogue between the markers. */
export function generateReadme(config: LoungeConfig, language: Language): string {
  const { lounge, domain } = guideFacts(config);
  const text =
    language === 'ko'
      ? `# ${lounge}\n\nAI Lounge로 운영하는 저장소입니다. 서비스는 \`apps/\`에, 매니페스트는 \`app-of-apps/\`에 있고, 공개 주소는 \`<서비스>.${domain}\`입니다.\n\n- 일하는 법: [README-DEV.md](README-DEV.md)\n- 에이전트: [AGENTS.md](AGENTS.md)\n- 한계와 설정: [lounge.yaml](lounge.yaml)\n`
      : `# ${lounge}\n\nA lounge, run with AI Lounge. Services are in \`apps/\`, their manifests in \`app-of-apps/\`; a published service is \`<service>.${domain}\`.\n\n- How to work here: [README-DEV.md](README-DEV.md)\n- Agents: [AGENTS.md](AGENTS.md)\n- Limits and settings: [lounge.yaml](lounge.yaml)\n`;
  return renderCatalogue(text, [], language);
}
