import { writeFile } from 'node:fs/promises';
import { describeRules } from '../src/engine/policy/describe-rules.ts';
import { rules } from '../src/engine/policy/rules/index.ts';

await writeFile(new URL('../docs/policy.md', import.meta.url), describeRules(rules));
