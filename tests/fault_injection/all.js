// @ts-check
/** Every journey. A file that declares more of them is named here, and that is all it takes to have them tried. */

import './journeys.js';
import './series.js';

export { journeys } from './acts.js';
