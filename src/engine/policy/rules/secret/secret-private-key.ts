import { isScannedPath, reportsOfDetector } from '../../detectors/scan-file.ts';
import { defineRule } from '../../rule.ts';

export const secretPrivateKey = defineRule({
  id: 'secret-private-key',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: isScannedPath,
  evaluate: (file) => reportsOfDetector(file, 'private-key'),
});
