// The model of a page in the browser that an end user is sent to, and comes back from.

export interface BrowserFlow {
  /** `consentPage` */
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  /** `consentPageUrl` and `readConsentPageReturn`, and the types `ConsentPageInput` and `ConsentPageReturn`. */
  readonly urlName: string;
  readonly readName: string;
  readonly inputName: string;
  readonly returnName: string;
  readonly url: string;
  /** Member with the address to come back to. */
  readonly redirect: string;
  readonly parameters: readonly BrowserParameter[];
  readonly exclusive: readonly (readonly string[])[];
  readonly returns: readonly BrowserParameter[];
}

export interface BrowserParameter {
  readonly member: string;
  readonly wire: string;
  readonly required: boolean;
  readonly description: string;
  readonly values: readonly string[];
  /** Other values are taken too. */
  readonly open: boolean;
}
