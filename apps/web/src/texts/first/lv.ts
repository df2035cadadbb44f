import common from '../lv/common.json' with { type: 'json' };
import clock from '../lv/clock.json' with { type: 'json' };
import duties from '../lv/duties.json' with { type: 'json' };
import inbox from '../lv/inbox.json' with { type: 'json' };
import tasks from '../lv/tasks.json' with { type: 'json' };

/** What the shell, sign-in and the list of work say, and what stands in dialogs over them: loaded before anything is shown. */
export default { ...common, ...clock, ...duties, ...inbox, ...tasks };
