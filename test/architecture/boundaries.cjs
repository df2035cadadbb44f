// Import rules of the house (ARCHITECTURE.md), run by `npm run boundaries`. boundaries.spec.ts proves that each one bites.
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** Packages from the ground up: each may use only those before it. */
const packages = ['contracts', 'calendar', 'expressions', 'bpmn', 'engine', 'lean'];
const packageRules = packages.map((name, i) =>
  rule(
    `${name}-uses-only-the-floors-below`,
    { path: `^packages/${name}/` },
    { path: `^packages/(?!(${packages.slice(0, i + 1).join('|')})/)` },
  ),
);

/** Specs play on the whole server, whatever floor they stand on. */
const specs = '([.]spec[.]ts$|/testing/)';

/** Server features from the ground up: a feature may use those of the floors below its own. */
const floors = [
  ['platform'],
  ['audit'],
  ['identity'],
  ['notifications'],
  ['models'],
  ['instances'],
  ['duties', 'case-clock'],
  ['tasks', 'timers', 'jobs', 'messages'],
  ['registry', 'documents', 'views', 'live', 'bulk'],
  ['privacy'],
  ['scripts', 'services', 'waits', 'improvements', 'analysis', 'operations'],
  ['engine-rest', 'open-api', 'demo', 'operate'],
];
const featureRules = floors.flatMap((floor, i) =>
  floor.map((feature) => {
    const above = floors
      .slice(i)
      .flat()
      .filter((other) => other !== feature);
    return rule(
      `${feature}-uses-only-the-floors-below`,
      { path: `^apps/server/src/${feature}/`, pathNot: specs },
      { path: `^apps/server/src/(${above.join('|')})/` },
    );
  }),
);

module.exports = {
  forbidden: [
    rule('no-circular', {}, { circular: true }),
    rule('packages-know-no-app', { path: '^packages/' }, { path: '^apps/' }),
    rule(
      'packages-do-no-io',
      { path: '^packages/', pathNot: '[.]spec[.]ts$' },
      { path: '(typeorm|bullmq|ioredis|@nestjs|^fs$|^node:fs|^node:http|^node:net)' },
    ),
    rule('no-bpmn-engine-in-the-product', { path: '^(packages|apps)/' }, { path: '(bpmn-engine|bpmn-elements)' }),
    rule('web-knows-no-server', { path: '^apps/web/' }, { path: '^apps/server/' }),
    rule(
      'packages-by-the-front-door',
      { path: '^(apps|packages)/([^/]+)/' },
      { path: '^packages/([^/]+)/src/(?!index[.]ts$)', pathNot: '^packages/$2/' },
    ),
    rule(
      'features-by-the-front-door',
      { path: '^apps/server/src/([^/]+)/', pathNot: specs },
      { path: '^apps/server/src/([^/]+)/(?!index[.]ts$)', pathNot: '^apps/server/src/($1|platform)/' },
    ),
    rule(
      'only-the-queue-touches-bullmq',
      { path: '^apps/', pathNot: '^apps/server/src/platform/queue/' },
      { path: '(bullmq|ioredis)' },
    ),
    ...packageRules,
    ...featureRules,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    // our packages by their sources, as the compiler and the tests see them: unresolved names would break no rule
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@gaita/source', 'import', 'require', 'node', 'default'],
    },
    doNotFollow: { path: 'node_modules' },
    // our own build only: the packages of others live in folders of that name too, and the rules must see them
    exclude: { path: '^(apps|packages)/[^/]+/dist/' },
  },
};
