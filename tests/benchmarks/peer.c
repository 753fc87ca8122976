/* A peer of the benchmarks: what one would write by hand in C for draining Steam's callbacks, a CPython extension that makes tuples.
 *
 * Rules: it is linked to the stub, does what the drain does (each completed call fetched, each message freed) and returns a list of tuples
 * (kind, size, call, failed, result, user).
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "steam_flat.h"

static PyObject *drain(PyObject *module, PyObject *pipe_object) {
  (void)module;
  long pipe = PyLong_AsLong(pipe_object);
  if (pipe == -1 && PyErr_Occurred()) return NULL;
  PyObject *list = PyList_New(0);
  CallbackMsg_t message;
  SteamAPI_ManualDispatch_RunFrame((HSteamPipe)pipe);
  while (list && SteamAPI_ManualDispatch_GetNextCallback((HSteamPipe)pipe, &message)) {
    int32_t kind = message.m_iCallback, size = message.m_cubParam, result = 0;
    uint64_t call = 0, user = 0;
    bool failed = false;
    uint8_t bytes[64];
    if (kind == 703) {
      uint32_t room;
      memcpy(&call, message.m_pubParam, 8);
      memcpy(&kind, message.m_pubParam + 8, 4);
      memcpy(&room, message.m_pubParam + 12, 4);
      size = (int32_t)room;
      if (room <= sizeof bytes && SteamAPI_ManualDispatch_GetAPICallResult((HSteamPipe)pipe, call, bytes, size, kind, &failed)) {
        memcpy(&result, bytes, 4);
        memcpy(&user, bytes + 4, 8);
      }
    } else if (size >= 12) {
      memcpy(&result, message.m_pubParam, 4);
      memcpy(&user, message.m_pubParam + 4, 8);
    }
    SteamAPI_ManualDispatch_FreeLastCallback((HSteamPipe)pipe);
    PyObject *tuple = Py_BuildValue("(iiKiiK)", kind, size, (unsigned long long)call, (int)failed, result, (unsigned long long)user);
    if (!tuple || PyList_Append(list, tuple) < 0) Py_CLEAR(list);
    Py_XDECREF(tuple);
  }
  return list;
}

static PyMethodDef methods[] = {{"drain", drain, METH_O, "Drain a pipe."}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "peer", NULL, -1, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_peer(void) { return PyModule_Create(&definition); }
