import { lineOf } from '../line-of.ts';
import type { Report, TextFile } from '../rule.ts';
import { findSecrets, type DetectedSecret } from './find-secrets.ts';

/** Lock files are full of hashes, drawings of numbers. */
export function isScannedPath(path: string): boolean {
  return !/(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|go\.sum|Cargo\.lock|poetry\.lock|uv\.lock)$|\.(svg|map)$/.test(
    path,
  );
}

/** What one detector finds in a file. The value itself never gets into the report. */
export function reportsOfDetector({ path, text }: TextFile, detector: DetectedSecret['detector']): readonly Report[] {
  return findSecrets(text)
    .filter((found) => found.detector === detector)
    .map(({ kind, index }) => ({
      place: { file: path, line: lineOf(text, index) },
      parameters: { kind, scheme: kind.split(' ', 1)[0] },
      key: kind,
    }));
}
