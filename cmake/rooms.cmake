# One glob per folder, no second list of files. A room that has no sources yet is a library of headers.

# exarace_units(variable name lines source...): the sources in units of so many lines (see units.py), or as they are. Those with
# definitions of their own stay alone.
function(exarace_units variable name lines)
  set(${variable} ${ARGN} PARENT_SCOPE)
  find_package(Python 3.8 QUIET COMPONENTS Interpreter)
  if(NOT EXARACE_UNITS OR NOT Python_FOUND)
    return()
  endif()
  set(sources ${ARGN})
  list(FILTER sources EXCLUDE REGEX "/(runner/read/files|support/tree)\\.cpp$")
  set(alone ${ARGN})
  list(FILTER alone INCLUDE REGEX "/(runner/read/files|support/tree)\\.cpp$")
  set(inside)
  foreach(source ${sources})
    file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${source})
    list(APPEND inside ${path})
  endforeach()
  execute_process(COMMAND ${Python_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/units.py ${PROJECT_SOURCE_DIR}
                          ${PROJECT_BINARY_DIR}/units ${name} ${lines} ${inside}
                  OUTPUT_VARIABLE units COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources})
  set(${variable} ${units} ${alone} PARENT_SCOPE)
endfunction()

# exarace_library(name folder...): the sources of these folders, without programs (main.cpp) and MPI (mpi*.cpp).
function(exarace_library name)
  set(sources)
  foreach(folder ${ARGN})
    file(GLOB found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
    list(FILTER found EXCLUDE REGEX "/(main|mpi[^/]*)\\.cpp$")
    list(APPEND sources ${found})
  endforeach()
  if(NOT sources)
    set(empty ${PROJECT_BINARY_DIR}/generated/${name}.cpp)
    file(CONFIGURE OUTPUT ${empty} CONTENT "// no sources yet\n")
    set(sources ${empty})
  endif()
  exarace_units(sources ${name} 1500 ${sources})
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()

# exarace_precompile(library [header...]): what nearly every file of it includes is parsed once.
# exarace_precompile(library FROM other): the same headers as those of another library.
function(exarace_precompile library)
  if(NOT EXARACE_PCH OR EXARACE_UNITS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FROM" "")
  if(arg_FROM)
    target_precompile_headers(${library} REUSE_FROM ${arg_FROM})
  else()
    target_precompile_headers(${library} PRIVATE <algorithm> <array> <cmath> <cstdint> <deque> <functional> <map> <memory>
      <optional> <string> <string_view> <utility> <variant> <vector> <fmt/format.h>
      <sim/state/world.hpp> ${arg_UNPARSED_ARGUMENTS}) # no full path: a compiler cache serves all folders of the tree
  endif()
endfunction()

# Version, commit, compiler and flags, compiled into `library` by a file that is rewritten when they change.
function(exarace_build_info library)
  set(output ${PROJECT_BINARY_DIR}/generated/build_info.cpp)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  get_directory_property(options COMPILE_OPTIONS)
  string(JOIN " " flags ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}} ${options})
  add_custom_target(exarace_build_info BYPRODUCTS ${output}
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DTEMPLATE=${PROJECT_SOURCE_DIR}/cmake/build_info.cpp.in
            -DOUTPUT=${output} -DVERSION=${PROJECT_VERSION} "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
            "-DFLAGS=${flags}" -DBUILD_TYPE=${CMAKE_BUILD_TYPE} -P ${PROJECT_SOURCE_DIR}/cmake/build_info.cmake
    VERBATIM)
  target_sources(${library} PRIVATE ${output})
  add_dependencies(${library} exarace_build_info)
endfunction()

# The command line program.
function(exarace_program name)
  add_executable(${name} ${PROJECT_SOURCE_DIR}/scenarios/runner/command/main.cpp)
  target_link_libraries(${name} PRIVATE exarace_runner)
  install(TARGETS ${name} DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# The same program with MPI (EXARACE_WITH_MPI is defined), where MPI is found and scenarios/runner has a part for it.
function(exarace_mpi_program name)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/scenarios/runner/command/mpi*.cpp)
  if(NOT EXARACE_MPI OR NOT sources)
    return()
  endif()
  find_package(MPI COMPONENTS CXX)
  if(NOT MPI_CXX_FOUND)
    message(STATUS "MPI not found: exarace-mpi is not built")
    return()
  endif()
  exarace_program(${name})
  target_sources(${name} PRIVATE ${sources})
  target_compile_definitions(${name} PRIVATE EXARACE_WITH_MPI OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)
  target_link_libraries(${name} PRIVATE MPI::MPI_CXX)
endfunction()
