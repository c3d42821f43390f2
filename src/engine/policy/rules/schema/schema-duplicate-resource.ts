import { renderedItems } from '../../rendered-items.ts';
import { objectName } from '../../object-name.ts';
import { defineRule, type Report } from '../../rule.ts';

export const schemaDuplicateResource = defineRule({
  id: 'schema-duplicate-resource',
  group: 'schema',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) => {
    const owners = new Map<string, string>();
    return renderedItems(context).flatMap(({ object, overlay, place }): readonly Report[] => {
      const group = object.apiVersion.includes('/') ? object.apiVersion.split('/', 1)[0] : '';
      const namespace = object.metadata.namespace ?? '';
      const id = [group, object.kind, namespace, object.metadata.name].join('/');
      const other = owners.get(id);
      owners.set(id, other ?? overlay);
      if (other === undefined || other === overlay) return [];
      return [
        {
          place: place(['metadata', 'name']),
          parameters: { object: objectName(object), namespace, other },
          key: other,
        },
      ];
    });
  },
});
