import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

type ModulesOf = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** The first script, which is kept small, and what it loads once it has asked the box: where the page begins in earnest. */
const [FIRST, START] = ['/src/main.ts', '/src/start.tsx'];
const NAME = 'start';

/** Puts what the first page needs into one script: else each part that another page shares would be a file of its own. */
export const inOne = {
  includeDependenciesRecursively: false,
  groups: [
    {
      debugName: NAME,
      name: (id: string, modules: ModulesOf) => (needs(START, id, modules) && !needs(FIRST, id, modules) ? NAME : null),
    },
  ],
};

/** True where a module imports another, directly or through others, and not only once something is opened. */
function needs(from: string, id: string, modules: ModulesOf, seen = new Set<string>()): boolean {
  if (id.endsWith(from)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return (modules.getModuleInfo(id)?.importers ?? []).some((by) => needs(from, by, modules, seen));
}

/** Has the browser read that script and its styles beside the first script, not after it. */
export function beginTogether(): Plugin {
  return {
    name: 'begin-together',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((one): one is Rolldown.OutputChunk => one.type === 'chunk');
        const start = chunks.find(({ name }) => name === NAME);
        if (!start) throw new Error(`No script was made of ${START}`);
        const link = (attrs: HtmlTagDescriptor['attrs']): HtmlTagDescriptor => ({
          tag: 'link',
          attrs: { ...attrs, crossorigin: true },
          injectTo: 'head',
        });
        return [
          link({ rel: 'modulepreload', href: `./${start.fileName}` }),
          ...[...(start.viteMetadata?.importedCss ?? [])].map((file) => link({ rel: 'stylesheet', href: `./${file}` })),
        ];
      },
    },
  };
}
