import { chooseLanguage } from './choose-language.ts';
import { createContext } from './create-context.ts';
import { serveGate } from './surfaces/gate/serve-gate.ts';

/** The judge of the pushes to one lounge, as a process that stays: `node gate.js <root of the lounge>`. */
const [, , root = process.cwd()] = process.argv;
await serveGate({
  input: process.stdin,
  output: process.stdout,
  createContext: async (push) =>
    createContext({
      language: await chooseLanguage(undefined, root),
      folder: root,
      interactive: false,
      progress: () => {},
      push,
    }),
});
