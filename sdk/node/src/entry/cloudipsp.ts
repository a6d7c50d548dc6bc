import { CloudIpsp } from '../cloudipsp.js'

// `require` gives the class itself, as it always did.
export = CloudIpsp
