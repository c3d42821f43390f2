import type { Language } from '../../../domain/language.ts';
import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import { applicationsFolder, LAYOUT, projectsPath, rootAppPath } from '../layout.ts';
import { usedEngines } from './engine-namespaces.ts';
import type { GeneratedFile } from './generated-file.ts';
import { generateRootApp } from './generate-applications.ts';
import { generateAgentsGuide, generateDeveloperGuide, generateReadme } from './generate-documents.ts';
import { generateEnvironmentExample } from './generate-environment-example.ts';
import { generateDockerignore, generateGitignore } from './generate-ignore-files.ts';
import { generateLoungeYaml } from './generate-lounge-yaml.ts';
import { generateProjects } from './generate-projects.ts';
import { generateSchemas } from './generate-schemas.ts';

/** Every file of a new lounge that is committed; `.env` itself is the caller's. */
export function generateLoungeFiles(config: LoungeConfig, language: Language): readonly GeneratedFile[] {
  return [
    { path: LAYOUT.config, content: generateLoungeYaml(config) },
    ...generateEngineFiles(config),
    { path: `${LAYOUT.apps}/.gitkeep`, content: '' },
    { path: '.gitignore', content: generateGitignore() },
    { path: '.dockerignore', content: generateDockerignore() },
    { path: '.env.example', content: generateEnvironmentExample(config, language) },
    { path: 'README.md', content: generateReadme(config, language) },
    { path: 'README-DEV.md', content: generateDeveloperGuide(config, language) },
    { path: 'AGENTS.md', content: generateAgentsGuide(config) },
    ...generateSchemas(),
  ];
}

/** What every engine of the lounge is told by `lounge bootstrap`, for people to read and to apply by hand. */
export function generateEngineFiles(config: LoungeConfig, engines = usedEngines(config)): readonly GeneratedFile[] {
  return engines.flatMap((engine) => [
    { path: projectsPath(config, engine), content: generateProjects(config, engine) },
    { path: rootAppPath(config, engine), content: generateRootApp(config, engine) },
    // Argo CD refuses a path that git does not have.
    { path: `${applicationsFolder(config, engine)}/.gitkeep`, content: '' },
  ]);
}
