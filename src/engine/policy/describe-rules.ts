import type { Language } from '../../domain/language.ts';
import { policyMessages } from '../../domain/messages/policy.ts';
import { isSuppressible, RULE_GROUPS, type Rule } from './rule.ts';

/** docs/policy.md: every rule with what it says, why, and how to mend it, in both languages. */
export function describeRules(rules: readonly Rule[]): string {
  const groups = RULE_GROUPS.map((group) => rules.filter((rule) => rule.group === group)).filter(
    (group) => group.length > 0,
  );
  const sections = groups.map(
    (group) => `## ${group[0]?.group}\n\n${group.map((rule) => describeRule(rule)).join('\n')}`,
  );
  return `# Policy

Generated from the rules (\`node scripts/docs-policy.ts\`). ${rules.length} rules in ${groups.length} groups. An error stops a release and a push; a warning and an info do not.
A rule that cannot judge is an error itself. \`# lounge-ignore <rule> [until YYYY-MM-DD]: <reason>\` on the line above (or behind) sets one rule aside on one line,
except where it says *fence*.

${sections.join('\n')}`;
}

function describeRule(rule: Rule): string {
  const fence = isSuppressible(rule) ? '' : ' · fence';
  const rows = (['en', 'ko'] as const satisfies readonly Language[]).flatMap((language) => {
    const { message, why, fix } = policyMessages[rule.id][language];
    return [`- **${language}** ${escape(message)}`, `  - ${escape(why)}`, `  - ${escape(fix)}`];
  });
  return `### ${rule.id}\n\n${rule.severity} · looks at: ${rule.scope}${fence}\n\n${rows.join('\n')}\n`;
}

/** `<service>` would be taken for a tag. */
function escape(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`');
}
