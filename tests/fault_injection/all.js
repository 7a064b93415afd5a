// @ts-check
/** All journeys. A new file of journeys only has to be imported here. */

import './journeys/account.js';
import './journeys/new-meetings.js';
import './journeys/mail.js';
import './journeys/changes.js';
import './journeys/removals.js';
import './journeys/lost-meetings.js';
import './journeys/series.js';
import './journeys/several-people.js';

export { journeys } from './acts.js';
