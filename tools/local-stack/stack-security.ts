/** Who may use a stack, and how it shows who it is. */
export interface StackSecurity {
  username: string;
  /** Of that user and, in MongoDB, of `readerName`. */
  password: string;
  /** May read in MongoDB and not write. */
  readerName: string;
  /** What clients trust. */
  certificateFile: string;
  /** Key and certificate of both servers. */
  serverFile: string;
  /** By which members of MongoDB's replica set know each other. */
  keyFile: string;
}
