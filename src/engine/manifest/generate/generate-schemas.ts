import { z } from 'zod';
import { LoungeConfig } from '../../../domain/lounge-config.ts';
import { ServiceSpec } from '../../../domain/service-spec.ts';
import { LAYOUT } from '../layout.ts';
import type { GeneratedFile } from './generated-file.ts';

const SCHEMAS = [
  { name: 'lounge', title: 'lounge.yaml: the policy and the settings of a lounge', noun: LoungeConfig },
  { name: 'service', title: 'service.yaml: what a service says about itself', noun: ServiceSpec },
] as const;

/** JSON Schemas of the settings files; committed with the lounge, so that editors find them without a network. */
export function generateSchemas(folder: string = LAYOUT.schemas): readonly GeneratedFile[] {
  return SCHEMAS.map(({ name, title, noun }) => {
    const { $schema, ...schema } = z.toJSONSchema(noun, { io: 'input' });
    return {
      path: `${folder}/${name}.schema.json`,
      content: `${JSON.stringify({ $schema, title, ...schema }, undefined, 2)}\n`,
    };
  });
}
