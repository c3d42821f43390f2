import { containersOf } from '../../../manifest/pod-spec.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

const VARIABLE = /\$\{[^}]{0,100}\}|\$\([^)]{0,100}\)|\{\{[^}]{0,100}\}\}|\$[A-Z_]{2,50}/;

export const imageUnexpandedVariable = defineRule({
  id: 'image-unexpanded-variable',
  group: 'image',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    const images = containersOf(object).map(({ image, path }) => ({ text: image ?? '', path: [...path, 'image'] }));
    const names = [
      { text: object.metadata.name, path: ['metadata', 'name'] },
      { text: object.metadata.namespace ?? '', path: ['metadata', 'namespace'] },
    ];
    return [...images, ...names].flatMap(({ text, path }) => {
      const variable = VARIABLE.exec(text)?.[0];
      return variable === undefined
        ? []
        : [{ place: place(path), parameters: { object: objectName(object), text: variable }, key: variable }];
    });
  },
});
