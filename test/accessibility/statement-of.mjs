const numbers = (values) => [...new Set(values)].sort((a, b) => a - b);
const sorted = (values) => [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** Each state once, however often it was looked at. */
const stateOf = (state, looked) => {
  const own = looked.filter((each) => each.state === state);
  return { state, languages: sorted(own.map(({ language }) => language)), widths: numbers(own.map(({ width }) => width)) };
};

/**
 * The statement's data from what was noted of each screen.
 * @param {{ screen: string, state: string, width: number, language: string, version: string, rules: string[] }[]} checked
 * @param {string} date `YYYY-MM-DD`
 */
export const statementOf = (checked, date) => ({
  date,
  axe: checked.at(-1)?.version ?? '',
  languages: sorted(checked.map(({ language }) => language)),
  widths: numbers(checked.map(({ width }) => width)),
  screens: sorted(checked.map(({ screen }) => screen)).map((screen) => {
    const own = checked.filter((each) => each.screen === screen);
    return { screen, states: sorted(own.map(({ state }) => state)).map((state) => stateOf(state, own)) };
  }),
  violations: sorted(checked.flatMap(({ screen, rules }) => rules.map((rule) => `${screen} ${rule}`))).map((line) => {
    const [screen, rule] = line.split(' ');
    return { screen, rule };
  }),
});
