// Written by the build: where the worker finds what it loads.
declare const facts: any;
export default facts;
