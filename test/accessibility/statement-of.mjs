const sorted = (values) => [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/**
 * The statement's data from what was noted of each screen.
 * @param {{ screen: string, width: number, language: string, version: string, rules: string[] }[]} checked
 * @param {string} date `YYYY-MM-DD`
 */
export const statementOf = (checked, date) => ({
  date,
  axe: checked.at(-1)?.version ?? '',
  languages: sorted(checked.map(({ language }) => language)),
  widths: [...new Set(checked.map(({ width }) => width))].sort((a, b) => a - b),
  screens: sorted(checked.map(({ screen }) => screen)).map((screen) => ({
    screen,
    states: checked.filter((each) => each.screen === screen).length,
  })),
  violations: sorted(checked.flatMap(({ screen, rules }) => rules.map((rule) => `${screen} ${rule}`))).map((line) => {
    const [screen, rule] = line.split(' ');
    return { screen, rule };
  }),
});
