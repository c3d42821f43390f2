import { isScannedPath, reportsOfDetector } from '../../detectors/scan-file.ts';
import { defineRule } from '../../rule.ts';

export const secretConnectionString = defineRule({
  id: 'secret-connection-string',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: isScannedPath,
  evaluate: (file) => reportsOfDetector(file, 'connection-string'),
});
