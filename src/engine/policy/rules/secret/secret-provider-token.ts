import { isScannedPath, reportsOfDetector } from '../../detectors/scan-file.ts';
import { defineRule } from '../../rule.ts';

export const secretProviderToken = defineRule({
  id: 'secret-provider-token',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: isScannedPath,
  evaluate: (file) => reportsOfDetector(file, 'token'),
});
