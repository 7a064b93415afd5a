// @ts-check
/** Every journey. A file that declares more of them is named here, and that is all it takes to have them tried. */

import './journeys/account.js';
import './journeys/new-meetings.js';
import './journeys/mail.js';
import './journeys/changes.js';
import './journeys/removals.js';
import './journeys/lost-meetings.js';
import './journeys/series.js';

export { journeys } from './acts.js';
