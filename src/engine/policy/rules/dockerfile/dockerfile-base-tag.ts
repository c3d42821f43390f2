import { parseDockerfile } from '../../dockerfile.ts';
import { imageParts, MOVING_TAGS } from '../../image-parts.ts';
import { isDockerfilePath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const dockerfileBaseTag = defineRule({
  id: 'dockerfile-base-tag',
  group: 'dockerfile',
  severity: 'error',
  scope: 'file',
  accepts: isDockerfilePath,
  evaluate: ({ path, text }) => {
    const { instructions, stages } = parseDockerfile(text);
    const names = new Set(stages.flatMap(({ name }) => name ?? []));
    const bases = stages.map(({ image, line }) => ({ image, line }));
    const copied = instructions.flatMap(({ flags, line }) =>
      flags.filter((flag) => /^--from=.*[/:]/.test(flag)).map((flag) => ({ image: flag.slice(7), line })),
    );
    return [...bases, ...copied]
      .filter(({ image }) => image !== 'scratch' && !names.has(image.toLowerCase()) && !isFixed(image))
      .map(({ image, line }) => ({ place: { file: path, line }, parameters: { image }, key: image }));
  },
});

function isFixed(image: string): boolean {
  const parts = imageParts(image);
  if (!parts) return false;
  return parts.digest !== undefined || (parts.tag !== undefined && !MOVING_TAGS.has(parts.tag));
}
