import { servicePaths } from '../../../manifest/layout.ts';
import { containersOf } from '../../../manifest/pod-spec.ts';
import { isOwnImage } from '../../image-parts.ts';
import type { PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const repoServicePair = defineRule({
  id: 'repo-service-pair',
  group: 'repository',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) => {
    const { sources, manifests } = context.services;
    const alone = [...sources]
      .filter((service) => context.file(servicePaths(service).dockerfile) && !manifests.has(service))
      .map((service) => ({
        service,
        file: servicePaths(service).source,
        problem: { en: 'source without manifests', ko: '매니페스트가 없는 소스입니다' },
      }));
    const orphaned = [...manifests]
      .filter((service) => !sources.has(service) && runsOwnImage(service, context))
      .map((service) => ({
        service,
        file: servicePaths(service).manifests,
        problem: { en: 'manifests without source', ko: '소스가 없는 매니페스트입니다' },
      }));
    const unnamed = [...sources]
      .filter((service) => context.file(servicePaths(service).dockerfile) && !context.file(servicePaths(service).spec))
      .map((service) => ({
        service,
        file: servicePaths(service).source,
        problem: { en: 'service.yaml is missing', ko: 'service.yaml이 없습니다' },
      }));
    return [...alone, ...orphaned, ...unnamed].map(({ service, file, problem }) => ({
      place: { file },
      parameters: { service, problem },
      key: problem.en,
    }));
  },
});

/** An official image needs no source of ours. */
function runsOwnImage(service: string, { snapshot, config }: PolicyContext): boolean {
  return snapshot.renders.some(({ overlay, result }) => {
    if (!overlay.startsWith(`${servicePaths(service).manifests}/`) || 'error' in result) return false;
    return result.objects.some((object) =>
      containersOf(object).some(({ image }) => image !== undefined && isOwnImage(config, image)),
    );
  });
}
